names/err.D_IDENT_UNDEF.javascript.d:4:6-9: ERROR: D_IDENT_UNDEF: failed to resolve null: Unknown variable name
        x = null;
            ~~~~
HINT: D has NULL for strings and pointers, 0 for numbers

names/err.D_IDENT_UNDEF.javascript.d:5:6-9: ERROR: D_IDENT_UNDEF: failed to resolve true: Unknown variable name
        y = true;
            ~~~~
HINT: true is 1, or any number but 0

names/err.D_IDENT_UNDEF.javascript.d:6:6-12: ERROR: D_IDENT_UNDEF: failed to resolve process: Unknown variable name
        z = process;
            ~~~~~~~
HINT: pid, ppid, execname and cwd tell about the process
