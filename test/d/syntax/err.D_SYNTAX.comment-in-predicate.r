syntax/err.D_SYNTAX.comment-in-predicate.d:3:11-12: ERROR: D_SYNTAX: syntax error near "//"
/pid > 10 // slow
          ~~
HINT: a slash ends the predicate: a comment in it is written /* … */
