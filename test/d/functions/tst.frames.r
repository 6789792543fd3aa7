giveUp (test/d/triggers/aborts.mjs)
giveUp (test/d/triggers/aborts.mjs) giveUp (test/d/triggers/aborts.mjs)
<anonymous> (test/d/triggers/aborts.mjs) 1
giveUp (test/d/triggers/aborts.mjs) 2

  test/d/triggers/aborts.mjs                          test/d/triggers/aborts.mjs                                        3
  test/d/triggers/aborts.mjs:6:23                                   1
  giveUp (test/d/triggers/aborts.mjs:3:25)                          2
