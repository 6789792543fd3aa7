types/err.D_DECL_ARRSUB.negative.d:2:7-8: ERROR: D_DECL_ARRSUB: positive integral constant expression or tuple signature expected as array declaration subscript
int a[-1];
      ~~
