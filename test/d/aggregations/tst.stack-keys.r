
test/d/triggers/aborts.mjs:6:23
key 1

giveUp (test/d/triggers/aborts.mjs:3:25)
key 2

    test/d/triggers/aborts.mjs:6:23
key 1

    giveUp (test/d/triggers/aborts.mjs:3:25)
key 2
[test/d/triggers/aborts.mjs:6:23] 1
[giveUp (test/d/triggers/aborts.mjs:3:25)] 2
[         test/d/triggers/aborts.mjs:6:23] 1
[giveUp (test/d/triggers/aborts.mjs:3:25)] 2


              test/d/triggers/aborts.mjs:6:23
  key                                                               1

              giveUp (test/d/triggers/aborts.mjs:3:25)
  key                                                               2


  test/d/triggers/aborts.mjs:6:23
  key                                                               1

  giveUp (test/d/triggers/aborts.mjs:3:25)
  key                                                               2

  test/d/triggers/aborts.mjs:6:23                                   1
  giveUp (test/d/triggers/aborts.mjs:3:25)                          2

