declarations/err.D_DECL_PROTO_TYPE.void-key.d:2:7-10: ERROR: D_DECL_PROTO_TYPE: array prototype may not use parameter of type void: (anonymous), parameter #1
int a[void];
      ~~~~
