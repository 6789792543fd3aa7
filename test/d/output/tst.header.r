CPU     ID                    FUNCTION:NAME
  0      1                           :BEGIN 
  0      1                           :BEGIN text
  0      1                           :BEGIN 
  0      1                           :BEGIN           1

                1
-- stderr --
ntrace: script 'test/d/output/tst.header.d' matched 7 probes
