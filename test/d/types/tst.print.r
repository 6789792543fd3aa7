0x10000040 = *
                                            (struct item) {
                                             .n = (int)-3,
                                             .name = (char [5]) [
                                              (char)'o',
                                              (char)'k',
                                             ],
                                             .colour = (enum colour)GREEN,
                                             .low = (unsigned int)5,
                                             .u = (union) {
                                              .byte = (uint8_t)52,
                                              .word = (uint64_t)4660,
                                             },
                                             .inner = (struct) {
                                              .deep = (long)9,
                                             },
                                             .list = (short [3]) [
                                              (short)8,
                                             ],
                                            }
0x1000008c = *
                                            (int)77,
0x10000040 = *
                                            (struct item) {
                                             .n = (int)-3,
                                             .name = (char [5]) [
                                              (char)'o',
                                              (char)'k',
                                             ],
                                             ...
                                            }

