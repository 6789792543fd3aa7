negative     2 calls, -7 each, -15 in all, again -15
many, small  2 calls, 10 each, 21 in all, again 21
few, large   1 calls, 1000 each, 1000 in all, again 1000
negative     2 -7 -15 0
many, small  2 10 21 1
few, large   1 1000 1000 0

  negative                                                          2               -7              -15                0
  many, small                                                       2               10               21                1
  few, large                                                        1             1000             1000                0


                                                                count          average            total
  many, small                                                       2                1                2
  few, large                                                        1              100              100


            count          average            total
                1                5                5
