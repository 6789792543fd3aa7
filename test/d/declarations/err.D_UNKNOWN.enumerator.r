declarations/err.D_UNKNOWN.enumerator.d:2:15-17: ERROR: D_UNKNOWN: failed to define enumerator 'ONE': Duplicate member or variable name
enum e { ONE, ONE };
              ~~~
declarations/err.D_UNKNOWN.enumerator.d:2:10: defined here
enum e { ONE, ONE };
         ~~~
