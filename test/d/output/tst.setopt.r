CPU     ID                    FUNCTION:NAME
  0      1                           :BEGIN   loud                             
  0      1                           :BEGIN quiet
-- stderr --
ntrace: script 'test/d/output/tst.setopt.d' matched 2 probes
