"""Records of diplomacy: what states promise each other, plan together and agree in meetings."""
