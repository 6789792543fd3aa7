

              test/d/triggers/aborts.mjs:6:23
                1

              giveUp (test/d/triggers/aborts.mjs:3:25)
              test/d/triggers/aborts.mjs:5:29
                2
