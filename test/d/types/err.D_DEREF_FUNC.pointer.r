types/err.D_DEREF_FUNC.pointer.d:6:6-7: ERROR: D_DEREF_FUNC: cannot dereference pointer to function
        x = *f;
            ~~
