CPU     ID                    FUNCTION:NAME
  0      1                           :BEGIN 
  0      1                           :BEGIN 

-- stderr --
ntrace: script 'test/d/speculation/tst.default.d' matched 4 probes
