names/err.D_IDENT_BADREF.array.d:5:8: ERROR: D_IDENT_BADREF: associative array 'a' may not be referenced as scalar
        trace(a);
              ~
HINT: give it a key: a[…]
