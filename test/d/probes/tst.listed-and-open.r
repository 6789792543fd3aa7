
  timeout                                             fire                                                              1
  controller                                          fire                                                              3
