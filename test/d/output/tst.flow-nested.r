CPU FUNCTION                                 
  0 | signal:fire                               fire                             
  0  -> listener                                in                               
  0   | listener:entry                          also                             
  0   | signal:fire                             fire                             
  0    -> listener                              in                               
  0     | listener:entry                        also                             
  0    <- listener                              also                             
  0    <- listener                            
  0  <- listener                                also                             
  0  <- listener                              

-- stderr --
ntrace: script 'test/d/output/tst.flow-nested.d' matched 5 probes
