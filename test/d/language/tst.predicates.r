holds

