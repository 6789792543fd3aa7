
  0      1                           :BEGIN           1

