"""256 everyday French words for the short authentication string; the position is the byte it stands for.

No two differ by one letter only. The list is part of the protocol: it never changes within a version.
"""

from typing import Final

FRENCH_WORDS: Final[tuple[str, ...]] = tuple(
    """
    abeille abricot acier agneau aigle aiguille ail aimant album algue allumette amande ambre ananas ancre antenne
    araignée arc argent armoire arrosoir artichaut assiette atelier aube autruche avion avoine bagage balai balcon
    baleine bambou banane barque basilic bateau berger beurre bijou biscuit bleuet bocal boisson bonnet bosquet
    botte bougie boulanger boussole bouteille bracelet branche brique brosse brouette bruyère buffle bâton bélier
    cabane cactus cadran café cahier caillou calèche camion canard cannelle carafe carotte cascade casque cerise
    chaise chameau charbon chemise cheval chèvre chêne cigale cigogne citron cloche clou clé coffre colline
    colombe compas comète concombre coquille corail corbeau cordon couleur coussin couteau crayon crevette cristal
    cuisine cuivre cygne dauphin diamant dragon drapeau dune désert enclume escalier escargot fagot faucon
    fauteuil fenêtre ferme feuille figue filet flamme fleuve flèche flûte fontaine forêt fougère foulard fourmi
    fraise framboise fromage fumée galet gant garage gazelle genou girafe glacier gomme goutte graine grenade
    grillon guitare hamac haricot herbe hibou hirondelle horloge huile huître hérisson igloo indigo ivoire jardin
    jasmin jouet journal jument jungle kiwi laine laitue lampe lapin lavande lentille limace lion lièvre loutre
    lustre lézard magasin maison manteau marbre marché marmite melon menthe miel miroir montagne mouette moulin
    mouton muraille musique médaille mûre narine navire neige nid noisette nuage oasis océan oignon oiseau olive
    orage orchidée orgue ours panier panthère papillon parfum pastèque peigne pelle persil phare piano pierre
    pinceau plage planète pluie poire pont portail poterie prairie prune puits pyramide pêche radis raisin renard
    requin rivière robinet rocher roseau récif écharpe éclair école écureuil éléphant épice éponge étang étoile
    """.split()  # noqa: SIM905 - a list of words is read, not edited
)
