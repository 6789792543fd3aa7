printing/err.D_PRINTA_AGGKEY.count.d:6:2-15: ERROR: D_PRINTA_AGGKEY: printa( ): @a and @b do not have matching key signatures: @a has 0 keys, @b has 1 key
        printa(@a, @b);
        ~~~~~~~~~~~~~~
HINT: print them one by one, or give them the same keys
