

              key  ------------- Distribution ------------- count    
 a name longer than sixteen |@@@@@@@@                                 40       
            write |@@@@@@@@                                 40       
             read |@@@@@@@@@@@@@@@@@@@@@@@@                 120      

                       key  ------------- Distribution ------------- count    
             down        2                @@@@@|                     -10      
               up        1                     |@@@@@@@@@@@@@@@      30       

           value  ------------- Distribution ------------- count    
 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1        
  read                                                              7
