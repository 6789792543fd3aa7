syntax/err.D_SYNTAX.wide.d:4:22: ERROR: D_SYNTAX: syntax error near "="
        x = "日本語 😀 é"; y = = 1;
                               ~
