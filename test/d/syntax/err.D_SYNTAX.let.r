syntax/err.D_SYNTAX.let.d:4:2-4: ERROR: D_SYNTAX: syntax error near "let"
        let x = 1;
        ~~~
HINT: D has no let, var and const: x = 1; declares x when it is stored to first
