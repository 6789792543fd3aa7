names/err.D_TUPLE_SIZE.keys.d:5:31-32: ERROR: D_TUPLE_SIZE: Insufficient tuple registers to generate code
        a[1, 2, 3, 4, 5, 6, 7, 8, 9, 10] = 1;
                                     ~~
HINT: raise -x tregs: with tregs=N there can be N + 1 keys
