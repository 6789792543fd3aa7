CPU     ID                    FUNCTION:NAME
  0      1                           :BEGIN   text                                       1  -1 255 9223372036854775807
  0      1                           :BEGIN 
  0      1                           :BEGIN 

-- stderr --
ntrace: script 'test/d/output/tst.columns.d' matched 4 probes
