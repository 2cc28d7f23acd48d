from django.urls import path

from jisr.station.knowledge.views import entities, exports, identities, names, panels, statements, texts

app_name = "knowledge"
urlpatterns = [
    path("", entities.entity_list, name="entities"),
    path("export/<str:form>/", exports.export, name="export"),
    path("names/why/", names.why, name="names_why"),
    path("texts/", texts.text_list, name="texts"),
    path("entities/new/", statements.new_entity, name="entity_new"),
    path("entities/<uuid:entity_id>/", entities.entity, name="entity"),
    path("entities/<uuid:entity_id>/statements/new/", statements.new_statement, name="statement_new"),
    path("entities/<uuid:entity_id>/audience/", panels.audience, name="audience"),
    path("entities/<uuid:entity_id>/special/", entities.say_special, name="say_special"),
    path("entities/<uuid:entity_id>/special/<str:category>/", entities.unsay_special, name="unsay_special"),
    path("entities/<uuid:entity_id>/same-as/", identities.same_as, name="same_as"),
    path("statements/<uuid:statement_id>/edit/", statements.edit, name="statement_edit"),
    path("statements/<uuid:statement_id>/retract/", statements.retract, name="statement_retract"),
    path("statements/<uuid:statement_id>/restore/", statements.restore, name="statement_restore"),
    path("identities/", identities.open_proposals, name="identities"),
    path("identities/decided/", identities.decided, name="identities_decided"),
    path("identities/decide/", identities.decide, name="identity_decide"),
    path("identities/judgements/<uuid:judgement_id>/undo/", identities.undo, name="judgement_undo"),
    path("panels/<str:kind>/<uuid:subject_id>/identities/", panels.identities, name="panel_identities"),
    path("panels/<str:kind>/<uuid:subject_id>/entities/", panels.entities, name="panel_entities"),
]
