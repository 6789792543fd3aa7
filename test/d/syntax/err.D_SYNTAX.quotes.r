syntax/err.D_SYNTAX.quotes.d:4:9: ERROR: D_SYNTAX: syntax error near "“"
        printf(“hello\n”);
               ~
HINT: a string stands in plain double quotes: "…"
