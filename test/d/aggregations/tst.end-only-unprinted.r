printed 1

                1
  key                                                               1
