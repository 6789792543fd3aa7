syntax/err.D_SYNTAX.template.d:4:9-22: ERROR: D_SYNTAX: syntax error near "`pid ${pid}\n`"
        printf(`pid ${pid}\n`);
               ~~~~~~~~~~~~~~
HINT: D has no template strings: printf("pid %d", pid)
