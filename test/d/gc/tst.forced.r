
  mark-sweep                                                        4                3
