0x10000000 = *
                                            (struct outer) {
                                             .in = (struct inner) {
                                              .n = (int)7,
                                             },
                                            }

