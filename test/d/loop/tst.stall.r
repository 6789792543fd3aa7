
  parsesAll (test/d/triggers/stalls.mjs)                    1                1
  rendersAll (test/d/triggers/stalls.mjs)                   1                1
