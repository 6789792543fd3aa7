{"type":"header","schema":"ntrace.stream/1","pid":PID,"probes":5}
{"type":"record","probe":"dtrace:::BEGIN","at":NS,"pid":PID,"tid":0,"values":[7]}
{"type":"drop","cause":"speculation-unavailable","count":1}
{"type":"drop","cause":"speculation","count":1}
{"type":"end","reason":"exit","status":0,"restored":{"done":0,"of":0}}
-- stderr --
ntrace: script 'test/d/speculation/tst.json.d' matched 5 probes
ntrace: 1 failed speculation (no speculative buffer available; commit or discard those that are done or raise -x nspec)
ntrace: 1 speculative drop (a speculation holds more than fits: record less or raise -x specsize)
dropped in total: 1 speculation-unavailable, 1 speculation
