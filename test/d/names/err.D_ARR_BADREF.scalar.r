names/err.D_ARR_BADREF.scalar.d:5:2-5: ERROR: D_ARR_BADREF: cannot access scalar x as an associative array
        x[1] = 2;
        ~~~~
names/err.D_ARR_BADREF.scalar.d:4:2: x is first used here, without a key
        x = 1;
        ~
