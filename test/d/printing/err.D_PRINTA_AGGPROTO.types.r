printing/err.D_PRINTA_AGGPROTO.types.d:6:2-15: ERROR: D_PRINTA_AGGPROTO: printa( ): @b[ ] key #1 is incompatible with @a:
        a key #1: string
        b key #1: int
        printa(@a, @b);
        ~~~~~~~~~~~~~~
HINT: print them one by one, or give them the same keys
