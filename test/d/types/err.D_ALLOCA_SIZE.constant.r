types/err.D_ALLOCA_SIZE.constant.d:4:6-16: ERROR: D_ALLOCA_SIZE: alloca(257) size larger than scratchsize 256
        p = alloca(257);
            ~~~~~~~~~~~
HINT: -x scratchsize=N gives a clause more memory
