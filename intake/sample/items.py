"""The survey items that the sample answers, with the Chinese names under which the survey files carry them."""

STATE_ITEMS = {
    "water_supply": "供水",
    "drainage": "排水",
    "power_supply": "供电",
    "roads": "道路",
    "gas_supply": "供气",
    "heating": "供热",
    "security": "安防",
    "parking": "停车",
    "ev_charging": "充电",
    "slow_traffic": "慢行系统",
    "barrier_free": "无障碍",
    "sanitation": "环境卫生",
}
MATURITY_ITEMS = {
    "smart_property_platform": "智慧物业管理服务平台",
    "online_offline": "线上线下服务融合",
    "city_platform_link": "与城市运行管理服务平台互联",
    "home_terminal_link": "与智能家庭终端互联",
    "home_services": "社区到家服务整合",
    "life_service_link": "链接周边生活性服务业",
    "sensing": "智能感知设施",
    "digital_governance": "社区治理数字化",
    "new_technology": "新技术引入",
}
PLAIN_FLAGS = {
    "sponge_city": "落实海绵城市理念",
    "maintenance_mechanism": "设施运行维护机制",
    "ebike_site_possible": "具备建设电动自行车集中停放充电场所的条件",
    "age_friendly": "适老化改造",
    "child_friendly": "适儿化改造",
    "consultation_mechanism": "党组织领导的社区协商机制",
    "deliberation_platform": "沟通议事平台",
    "designers": "设计师进社区",
    "resident_participation": "居民全程参与",
    "city_management": "城市管理进社区",
    "co_creation": "美好环境与幸福生活共同缔造",
    "community_culture": "社区文化与认同",
}
EXISTING_FLAGS = {
    "renewal_coordination": "与老旧小区和燃气管道更新改造结合",
    "own_standard": "已确定本地设施建设标准和形式",
}
SITE_FLAGS = {"ebike_fire_safety": "电动自行车充电场所消防管理"}
MATTERS = {
    "arose_size_change": "发生社区规模调整事项",
    "arose_facilities": "发生服务设施建设改造事项",
    "arose_functions": "发生综合服务设施功能配置事项",
}
CONSULTATIONS = {
    "consulted_size_change": "社区规模调整已征求意见",
    "consulted_facilities": "服务设施建设改造已征求意见",
    "consulted_functions": "综合服务设施功能配置已征求意见",
}
PILOT_FLAGS = {
    "provincial_mechanism": "省级协同机制",
    "plan_goals": "工作方案：试点目标",
    "plan_content": "工作方案：试点内容",
    "plan_key_projects": "工作方案：重点项目",
    "plan_sequence": "工作方案：实施时序",
    "plan_safeguards": "工作方案：保障措施",
}
ENROLMENT = {"pilot_enrolled": "已纳入试点"}
PILOT_FIGURES = {
    "pilot_end_month": "试点结束月份",
    "coverage_complete": "区域内完整社区数",
    "coverage_all": "区域内社区总数",
}
INSPECTED = STATE_ITEMS | MATURITY_ITEMS
"""The columns of the wide workbook."""
ASKED = PLAIN_FLAGS | EXISTING_FLAGS | SITE_FLAGS | MATTERS | CONSULTATIONS | ENROLMENT | PILOT_FLAGS | PILOT_FIGURES
"""The rows of the long file."""
