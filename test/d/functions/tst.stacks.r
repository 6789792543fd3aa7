
              giveUp (test/d/triggers/aborts.mjs:3:25)

              giveUp (test/d/triggers/aborts.mjs:3:25)

              giveUp (test/d/triggers/aborts.mjs:3:25)

              giveUp (test/d/triggers/aborts.mjs:3:25)

