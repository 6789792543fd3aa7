
  callback                                            lookup                                              127.0.0.1                                                 1                1
  promise                                             lookup                                              localhost                                                 1                1
  callback                                            lookup                                              localhost                                                 1                3
  promise                                             lookup                                              no such name                                              1                1
