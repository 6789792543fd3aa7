db        0     1
net       2     5
fs       10     0

  db                                                                0                1
  net                                                               2                5
  fs                                                               10                0

