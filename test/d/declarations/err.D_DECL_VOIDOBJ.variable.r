declarations/err.D_DECL_VOIDOBJ.variable.d:2:6: ERROR: D_DECL_VOIDOBJ: cannot have void object: x
void x;
     ~
