syntax/err.D_SYNTAX.try.d:4:2-4: ERROR: D_SYNTAX: syntax error near "try"
        try {
        ~~~
HINT: D has no exceptions: a fault ends its clause and fires dtrace:::ERROR
