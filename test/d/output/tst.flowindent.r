CPU FUNCTION                                 
  0 | :BEGIN                                    here                             
  0 | :END                                    

-- stderr --
ntrace: script 'test/d/output/tst.flowindent.d' matched 2 probes
