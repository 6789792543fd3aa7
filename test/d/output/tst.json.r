{"type":"header","schema":"ntrace.stream/1","pid":PID,"probes":1}
{"type":"printf","text":"n=5\n","probe":"dtrace:::BEGIN","at":NS,"pid":PID,"tid":0}
{"type":"aggregation","name":"counts","key":["key",3],"function":"count","value":1}
{"type":"record","probe":"dtrace:::BEGIN","at":NS,"pid":PID,"tid":0,"values":["text","9223372036854775807"]}
{"type":"aggregation","name":"dist","key":[],"function":"quantize","value":[{"min":4,"max":7,"count":2}]}
{"type":"end","reason":"exit","status":0,"restored":{"done":0,"of":0}}
-- stderr --
ntrace: script 'test/d/output/tst.json.d' matched 1 probe
