types/err.D_ARR_BOUNDS.constant.d:6:10: ERROR: D_ARR_BOUNDS: index outside array bounds: 5, max is 5
        trace(a[5]);
                ~
