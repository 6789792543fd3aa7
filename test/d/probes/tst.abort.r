
  timeout                                                           1
  controller                                                        3
