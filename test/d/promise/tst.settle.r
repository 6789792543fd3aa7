
  allSettled                                                        1
  any                                                               1
  all                                                               2
  race                                                              4
  all                                                       2        1  rejected                                                          1
  all                                                       3        0  fulfilled                                                         1
  allSettled                                                1        0  fulfilled                                                         1
  any                                                       3        1  fulfilled                                                         1
  race                                                      3        1  rejected                                                          1
  race                                                      3        2  fulfilled                                                         2
  hedges (test/d/triggers/races.mjs)                                2
