
  fig                                                               1
  pear                                                              1
  apple                                                             2
