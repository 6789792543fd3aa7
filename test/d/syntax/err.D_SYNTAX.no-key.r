syntax/err.D_SYNTAX.no-key.d:4:4: ERROR: D_SYNTAX: syntax error near "]"
        a[] = 1;
          ~

syntax/err.D_SYNTAX.no-key.d:5:4: ERROR: D_SYNTAX: syntax error near "]"
        @[] = count();
          ~
