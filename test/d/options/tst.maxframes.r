
              giveUp (test/d/triggers/aborts.mjs:3:25)

