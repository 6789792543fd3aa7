CPU FUNCTION                                 
  0 | :BEGIN                                  a  0 | :BEGIN                                  b

