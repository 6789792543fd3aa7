{"type":"header","schema":"ntrace.stream/1","pid":PID,"probes":1}
{"type":"aggregation","name":"q","key":["x"],"function":"quantize","value":[{"min":2,"max":3,"count":50},{"min":64,"max":127,"count":40},{"min":4096,"max":8191,"count":10}],"percentiles":{"p50":{"min":2,"max":3},"p90":{"min":64,"max":127},"p99":{"min":4096,"max":8191}}}
{"type":"aggregation","name":"l","key":[],"function":"lquantize","value":[{"min":10,"max":19,"count":89},{"min":50,"max":null,"count":11}],"percentiles":{"p50":{"min":10,"max":19},"p90":{"min":50,"max":null},"p99":{"min":50,"max":null}}}
{"type":"aggregation","name":"n","key":[],"function":"count","value":1}
{"type":"aggregation","name":"s","key":["k"],"function":"stats","value":{"count":2,"average":11,"total":23}}
{"type":"end","reason":"exit","status":0,"restored":{"done":0,"of":0}}
