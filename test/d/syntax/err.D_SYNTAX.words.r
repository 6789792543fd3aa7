syntax/err.D_SYNTAX.words.d:3:11-13: ERROR: D_SYNTAX: syntax error near "and"
/pid == 1 and uid == 0/
          ~~~
HINT: and is written &&

syntax/err.D_SYNTAX.words.d:9:10-13: ERROR: D_SYNTAX: syntax error near "Date"
        x = new Date();
                ~~~~
HINT: D has no new, typeof, await and their like: its only operators that are words are sizeof, stringof, offsetof and xlate

syntax/err.D_SYNTAX.words.d:10:13-15: ERROR: D_SYNTAX: syntax error near "pid"
        y = typeof pid;
                   ~~~
HINT: D has no new, typeof, await and their like: its only operators that are words are sizeof, stringof, offsetof and xlate
