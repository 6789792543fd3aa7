probes/err.D_PRED_SCALAR.string.d:3:2-6: ERROR: D_PRED_SCALAR: predicate result must be of scalar type
/"yes"/
 ~~~~~
HINT: a string is compared: execname == "node", or s != "" for any but the empty one
