names/err.D_ARR_LOCAL.this.d:4:2-11: ERROR: D_ARR_LOCAL: cannot declare or use associative array a as a local variable
        this->a[1] = 2;
        ~~~~~~~~~~
HINT: this-> holds scalars; use a global or self-> array
